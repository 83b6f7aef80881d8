/** What comes in the place of an answer when something is broken: by Wawp, by its engine, or by what stands in between. */
export interface Hostile {
	what: string;
	status?: number;
	type?: string;
	body: string;
}

const json = (what: string, value: unknown, more: Partial<Hostile> = {}): Hostile => ({ what, body: JSON.stringify(value), ...more });

const ENGINE_ERROR = { statusCode: 500, exception: { message: 'Evaluation failed', code: 'EVAL' }, request: { path: '/api/sendText', body: { text: 'PRIVATE-WORDS' } } };

export const hostile: Hostile[] = [
	{ what: 'nothing', body: '' },
	{ what: 'nothing under 201', status: 201, body: '' },
	{ what: 'nothing under 204', status: 204, body: '' },
	{ what: 'spaces', body: ' \n ' },
	json('an empty object', {}),
	json('what was asked, alone', { request: { path: '/api', text: 'quoted' } }),
	json('an empty list', []),
	json('null', null),
	json('a list of null', [null]),
	{ what: 'OK as a text', type: 'text/plain', body: 'OK' },
	json('OK in JSON', 'OK'),
	json('an empty text in JSON', ''),
	json('a number', 5),
	json('true', true),
	json('false', false),
	{ what: 'a broken JSON', body: '{"id":"true_201145202826@c.us_3EB0965B123D06E0B70741","_data":{"Info":{"ID":"3EB' },
	{ what: 'a broken list', body: '[{"id":"201145202826@c.us","name":"John"},{"id":"2011452' },
	{ what: 'XML', type: 'application/xml', body: '<?xml version="1.0"?><response><id>5</id></response>' },
	{ what: 'an error in XML', type: 'application/xml', body: '<?xml version="1.0" encoding="UTF-8"?>\n<error><code>engine_broken</code><message>The engine is broken</message></error>' },
	{ what: 'a page with an error in it', type: 'text/html', body: '<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>' },
	{ what: 'a page that is said to be JSON', body: '<html><body>Sign in to this Wi-Fi</body></html>' },
	{ what: 'a piece of a page', type: 'text/html', body: '<br />\n<b>Fatal error</b>:  Uncaught Error in <b>/var/www/api.php</b> on line <b>463</b><br />' },
	json('a page said to be a picture', { success: false, message: 'No picture' }, { type: 'image/png' }),
	json('an unknown key', { things: [{ id: 'x' }] }),
	json('a list that is null', { data: null }),
	json('statusCode: 500', { statusCode: 500 }),
	json('status: 500', { status: 500, message: 'Internal' }),
	json('an error of the engine', ENGINE_ERROR),
	json('success: false', { success: false }),
	json('success: false as a text', { success: 'false', message: 'No' }),
	json('success: 0', { success: 0, message: 'No' }),
	json('success: failed beside a list', { success: 'failed', data: [{ id: '201145202826@c.us', name: 'John' }] }),
	json('success: false beside a list', { success: 'no', data: [{ id: '201145202826@c.us', name: 'John' }] }),
	json('a success that failed', { success: true, message: 'Failed to do it' }),
	json('a success that could not be', { status: 'success', message: 'It could not be sent, updated or deleted' }),
	json('a success with a no', { success: true, data: { sent: false, deleted: false, updated: false, verified: false } }),
	json('success: false in data', { data: { success: false } }),
	json('success: false in result', { success: true, result: { success: false, message: 'No' } }),
	json('status: error', { status: 'error' }),
	json('status: error in data', { data: { status: 'error', message: 'No' } }),
	json('an error as text', { error: 'The engine is broken' }),
	json('an error as object', { error: { message: 'The engine is broken' } }),
	json('an error as a number', { error: 500 }),
	json('a list of errors', [{ error: 'The engine is broken' }]),
	json('a list of errors under success', { success: true, data: [{ success: false, message: 'No' }, { success: false, message: 'No' }] }),
	json('errors', { errors: [{ message: 'The engine is broken' }] }),
	json('a code and a message', { code: 'engine_broken', message: 'The engine is broken', data: { status: 500 } }),
	json('a quota under success', { status: 'success', message: 'The instance has exceeded the maximum limit' }),
	json('a good session', { name: 'wawp-84729105', status: 'WORKING', config: { webhooks: {} }, me: { id: '201012345678@c.us', pushName: 'John Doe' } }),
	json('a good message', { id: 'false_123123@c.us_3EB0AAAAAAAA', timestamp: 1727745026, from: '123123@c.us', fromMe: false, body: 'Hello', ack: 3 }),
	json('a good message of a group', { id: 'false_123123@g.us_3EB0AAAAAAAA_11231231231@c.us', timestamp: 1727745026, from: '123123@g.us', fromMe: false, body: 'Hello', ack: 3 }),
	json('a message without an ID', { id: 'true_undefined_undefined', messageId: 'undefined', chatId: 'null' }),
	json('a good contact', { id: '11231231231@c.us', number: '11231231231', name: 'Contact Name', isMyContact: true }),
	json('a good group', { id: '123456789@g.us', subject: 'Group Name', participants: [{ id: '123456789@lid', role: 'participant' }] }),
	json('a good label', { id: '3', name: 'Very Urgent', color: 0, colorHex: '#ff9485' }),
	json('a good count', { count: 10 }),
	json('success: true', { success: true }),
	json('the generic success', { success: true, message: 'Operation completed successfully' }),
	json('a success with an empty list', { success: true, result: [] }),
	json('a queued order', { status: 'queued', job_id: 'job-7' }),
];
