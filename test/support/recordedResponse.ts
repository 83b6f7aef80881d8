export type RecordedResponse = {
	status: number;
	headers: Record<string, unknown>;
	body?: unknown;
	/** Whether the node ended the response: n8n leaves the sender waiting when it did not. */
	ended: boolean;
};

/** The part of Express's response that webhook() functions use, writing down what it was told. */
export function recordedResponse() {
	const sent: RecordedResponse = { status: 200, headers: {}, ended: false };
	const finish = (body?: unknown) => {
		sent.body = body;
		sent.ended = true;
		return response;
	};
	const setHeader = (name: string, value: unknown) => {
		sent.headers[name.toLowerCase()] = value;
		return response;
	};
	const response = {
		status(code: number) {
			sent.status = code;
			return response;
		},
		writeHead(code: number, headers: Record<string, unknown> = {}) {
			sent.status = code;
			for (const [name, value] of Object.entries(headers)) setHeader(name, value);
			return response;
		},
		type: (value: string) => setHeader('content-type', value),
		set: setHeader,
		setHeader,
		header: setHeader,
		/** n8n answers as soon as webhook() is done. */
		once(event: string, listener: () => void) {
			if (event === 'finish') queueMicrotask(listener);
			return response;
		},
		json: finish,
		send: finish,
		end: finish,
		sendStatus(code: number) {
			sent.status = code;
			return finish();
		},
	};
	return { response, sent };
}
