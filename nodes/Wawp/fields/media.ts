import type { INodeProperties } from 'n8n-workflow';

import type { FieldGroup } from '../engine/operation';

/* Files that Wawp hands out. */

const downloadField: INodeProperties = {
	displayName: 'Download Media',
	name: 'downloadMedia',
	type: 'boolean',
	default: false,
	description: 'Whether Wawp fetches the pictures, sounds and files from WhatsApp. The items then have their addresses.',
};

export const mediaAsFile: INodeProperties = {
	displayName: 'Media as Files',
	name: 'mediaAsFile',
	type: 'boolean',
	default: false,
	displayOptions: { show: { downloadMedia: [true] } },
	description: 'Whether to put the media themselves into the items, as binary files',
};

export const downloadMedia: FieldGroup = {
	properties: [downloadField],
	read: (get) => get(downloadField) === true,
};

/** For messages that come in by themselves. */
export const downloadIncoming: INodeProperties = {
	displayName: 'Download Media',
	name: 'downloadMedia',
	type: 'boolean',
	default: false,
	description: 'Whether to put the file of a message into the field \'data\'. Where it cannot be had within a minute, the item comes with the reason as \'media.error\'.',
};

export const pictureAsFile: INodeProperties = {
	displayName: 'Picture as File',
	name: 'pictureAsFile',
	type: 'boolean',
	default: false,
	description: 'Whether to put the picture itself into the item, as a binary file. Its address is valid for a day or two.',
};

export const refresh: INodeProperties = {
	displayName: 'Refresh',
	name: 'refresh',
	type: 'boolean',
	default: false,
	description: 'Whether to ask WhatsApp again instead of taking an answer of the last 24 hours. Often repeated, WhatsApp slows the number down.',
};

export const outputFormat: INodeProperties = {
	displayName: 'Output Format',
	name: 'outputFormat',
	type: 'options',
	options: [
		{ name: 'Video (MP4)', value: 'mp4' },
		{ name: 'Voice Note (OGG)', value: 'ogg' },
	],
	default: 'ogg',
};
