import { hostile } from './hostile';

/*
 * Where an answer that is broken elsewhere is a good one, each looked at. All else must be told as what it is.
 */

const EMPTY = ['nothing', 'nothing under 201', 'nothing under 204', 'spaces', 'an empty object', 'what was asked, alone', 'an empty list', 'null', 'an empty text in JSON'];
const QUEUED = ['a queued order', 'an order under way'];
/** Wawp's and the engines' ways to say that it was done, or will be. */
const DONE = ['true', 'success: true', 'the generic success', 'a success with an empty list', 'a yes under 202', ...QUEUED];
const NO_ROWS = ['an empty list', 'a success with an empty list'];

const groups: Array<[taken: string[], operations: string]> = [
	// The engine has nothing to say of them, or the reference shows an empty object.
	[[...EMPTY, ...DONE], 'session.setRateLimit webhook.set webhook.update message.markSeen message.star message.startTyping message.stopTyping chat.markRead'],
	[[...EMPTY, ...DONE], 'contact.block contact.unblock channel.follow channel.mute channel.unfollow channel.unmute presence.set presence.subscribe'],
	[[...EMPTY, ...DONE], 'group.leave group.refresh group.setDescription group.setInfoAdminOnly group.setMessagesAdminOnly group.setPicture group.setSubject'],
	[[...EMPTY, ...DONE], 'label.addToChat label.removeFromChat label.setForChat profile.setAbout profile.setName profile.setPicture'],
	[[...EMPTY, ...DONE, 'a good message'], 'message.react'],
	[[...EMPTY, ...DONE, 'a good label'], 'label.update'],
	// Something is gone, or is open to others: only a yes is one.
	[DONE, 'session.delete session.revokeTempLink webhook.delete message.delete chat.clearMessages chat.delete group.delete group.deletePicture channel.delete label.delete profile.deletePicture'],
	// Nobody is let in later.
	[DONE.filter((what) => ![...QUEUED, 'a yes under 202'].includes(what)), 'auth.verifyOtp'],
	[DONE, 'auth.sendOtp message.pin message.unpin chat.archive chat.markUnread chat.unarchive contact.upsert call.reject'],
	[[...DONE, 'a good session'], 'session.logout session.restart session.start session.stop'],
	[[...DONE, 'a good group'], 'group.join group.addParticipants group.demoteParticipants group.promoteParticipants group.removeParticipants'],
	// A yes without a message becomes an item with the status `unknown`.
	[DONE, 'message.sendText message.sendAudio message.sendContact message.sendDocument message.sendEvent message.sendImage message.sendLinkPreview message.sendList message.sendLocation message.sendPoll'],
	[DONE, 'message.sendVideo message.sendVoice status.sendText status.sendImage status.sendVideo status.sendVoice'],
	[[...DONE, 'a good message'], 'message.edit message.votePoll status.delete'],
	[QUEUED, 'session.create session.createTempLink auth.requestCode group.revokeInviteCode channel.create'],
	[[...QUEUED, 'a good group'], 'group.create'],
	[[...QUEUED, 'a good label'], 'label.create'],
	[NO_ROWS, 'webhook.getAll webhook.replaceAll chat.getAll chat.getMessages chat.getOverview chat.getOverviewByIds contact.getAll channel.getAll channel.getSearchCategories'],
	[NO_ROWS, 'channel.getSearchCountries channel.getSearchViews channel.previewMessages channel.searchByText channel.searchByView label.getAll label.getChats label.getForChat presence.getAll lid.getAll'],
	// Some engines key it by ID: this is the list of somebody who is in none.
	[['an empty object', ...NO_ROWS], 'group.getAll'],
	[[...NO_ROWS, 'a good group'], 'group.getParticipants'],
	[['a number', 'a good count'], 'group.count lid.count'],
	[['true', 'false'], 'group.getInfoAdminOnly group.getMessagesAdminOnly'],
	// Whose answer names another one than was asked for is none.
	[['a good group'], 'group.getJoinInfo'],
	[['a good label'], 'label.get'],
	[['a good contact'], 'profile.get'],
	[['a good session'], 'session.getInfo'],
	[['a good session', 'a good contact'], 'session.getMe'],
];

/** What is the same to all of them. */
const LIKE: Record<string, string> = { 'a good message of a group': 'a good message' };

const ORDER = hostile.map(({ what }) => what);

export const TAKEN: Record<string, string[]> = Object.fromEntries(
	groups.flatMap(([taken, operations]) => operations.split(' ').map((key) => [key, ORDER.filter((what) => taken.includes(LIKE[what] ?? what))] as const)),
);
