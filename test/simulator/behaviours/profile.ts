import type { Behaviour } from './behaviour';
import { PICTURE, incomingFile } from '../incomingFile';
import { addressOf } from '../messageJson';
import { jidOf } from '../world';

export const profile: Record<string, Behaviour> = {
	'profile.get': ({ wawp, instance }) => {
		const { picture } = instance.whatsapp.profile;
		const own = { id: jidOf(instance), name: instance.pushName, picture: picture && addressOf(picture, wawp) };
		return wawp.switches.profileAnswer === 'flat' ? own : { profile: own };
	},

	'profile.setName': ({ instance, params }) => {
		instance.pushName = params.name as string;
	},

	'profile.setAbout': ({ instance, params }) => {
		instance.whatsapp.profile.about = params.status as string;
	},

	'profile.setPicture': async ({ wawp, instance, params }) => {
		instance.whatsapp.profile.picture = await incomingFile(params.file, 'file', PICTURE, wawp);
	},

	'profile.deletePicture': ({ instance }) => {
		instance.whatsapp.profile.picture = null;
	},
};
