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
