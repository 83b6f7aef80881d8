import type { IBinaryData, IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { Said } from './judge';

/** Who answered, as far as it is known: whoever opens a web page is not. */
export interface Person extends IDataObject {
	id: string | null;
	phoneNumber: string | null;
	name: string | null;
}

export const NOBODY: Person = { id: null, phoneNumber: null, name: null };

export interface Given {
	said: Exclude<Said, { file: true }> | { file: IDataObject };
	/** Unix milliseconds; now where it is not told. */
	at?: number;
	by?: Person;
	messageId?: string | null;
	/** The file itself, and where it goes. */
	binary?: { field: string; data: IBinaryData };
}

/** What the workflow goes on with. `approved` is where n8n's agents look for it. */
export function itemOf({ said, at = Date.now(), by = NOBODY, messageId = null, binary }: Given): INodeExecutionData {
	return {
		json: { data: { ...said, respondedAt: new Date(at).toISOString(), respondedBy: by, messageId } },
		...(binary && { binary: { [binary.field]: binary.data } }),
	};
}

/** What `file` says of it. */
export const fileOf = ({ fileName, mimeType }: Pick<IBinaryData, 'fileName' | 'mimeType'>, size: number | null): IDataObject => ({ fileName: fileName ?? null, mimeType, size });
