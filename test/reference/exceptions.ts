const NESTED = 'the nested form says the same, and can carry a file of the workflow too';

/** Documented parameters that are left out for good, with the reason. */
export const LEFT_OUT: Record<string, string> = {
	'auth.getQr: format': 'no value but the default is known',
	'channel.create: type': "the example carries the placeholder 'string', and the engine has no such field",
	'profile.setPicture: file[filename]': NESTED,
	'profile.setPicture: file[mimetype]': NESTED,
	'profile.setPicture: file[url]': NESTED,
	'label.create: colorHex': 'known from the first API only, and says the same as color',
};

const ONLY_WAY = 'how the pages for sending messages carry a file of the workflow; here only addresses are documented';

/** Parameters that are sent though they are not documented for the operation, with the reason. */
export const SENT_ALL_THE_SAME: Record<string, string> = {
	'status.sendImage: file[data]': ONLY_WAY,
	'status.sendVideo: file[data]': ONLY_WAY,
	'status.sendVoice: file[data]': ONLY_WAY,
};
