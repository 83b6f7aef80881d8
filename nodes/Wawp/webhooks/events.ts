import type { INodePropertyOptions } from 'n8n-workflow';

/** The events Wawp can deliver, by the names it registers them under, in the order of use. */
export const events: INodePropertyOptions[] = [
	{ name: 'Session Status Changed', value: 'session.status', description: 'The session was started, wants a scan, connected, was lost or stopped' },
	{ name: 'Message Received', value: 'message', description: 'A message arrived from somebody else' },
	{ name: 'Message Reaction', value: 'message.reaction', description: 'A reaction was added or taken back' },
	{ name: 'Message Sent or Received', value: 'message.any', description: 'Any message, your own ones too. With Message Received chosen as well, each starts one run.' },
	{ name: 'Message Delivered or Read', value: 'message.ack', description: 'A message in a direct chat was sent, delivered, read or played' },
	{ name: 'Message Delivered or Read in Group', value: 'message.ack.group', description: 'A message in a group was sent, delivered, read or played, by member' },
	{ name: 'Message Edited', value: 'message.edited', description: 'The text of a message was changed' },
	{ name: 'Message Deleted', value: 'message.revoked', description: 'A message was deleted for everyone' },
	{ name: 'Poll Vote', value: 'poll.vote', description: 'Somebody voted in a poll, changed the vote or withdrew it' },
	{ name: 'Call Received', value: 'call.received', description: 'A voice or video call is ringing' },
	{ name: 'Call Accepted', value: 'call.accepted', description: 'A call was answered on another device' },
	{ name: 'Call Rejected', value: 'call.rejected', description: 'A call was declined, ended unanswered, or was hung up' },
	{ name: 'Group Members Changed', value: 'group.v2.participants', description: 'Other people joined or left a group, or their role changed' },
	{ name: 'Group Joined', value: 'group.v2.join', description: 'This number itself joined a group or was added to one' },
	{ name: 'Group Left', value: 'group.v2.leave', description: 'This number itself left a group or was removed from one' },
	{ name: 'Group Updated', value: 'group.v2.update', description: 'Title, description, picture or settings of a group changed' },
	{ name: 'Contact Online or Typing', value: 'presence.update', description: 'A contact came online, went offline or is typing' },
	{ name: 'Event Response', value: 'event.response', description: 'Somebody answered a calendar event: going, not going or perhaps' },
	{ name: 'Label Added to Chat', value: 'label.chat.added', description: 'A label was put on a chat' },
	{ name: 'Label Removed From Chat', value: 'label.chat.deleted', description: 'A label was taken off a chat' },
	{ name: 'Label Saved', value: 'label.upsert', description: 'A label was created or changed' },
	{ name: 'Label Deleted', value: 'label.deleted', description: 'A label was deleted from the account' },
	{ name: 'Chat Archived', value: 'chat.archive', description: 'A chat was archived or brought back. Only the engine WEBJS tells of it.' },
	{ name: 'Status Posted', value: 'status.update', description: "A contact posted a status (story). Named by the vendor's node only, so it may never come." },
	{ name: 'Message Waiting', value: 'message.waiting', description: 'A message cannot be decrypted yet. Only the engine WEBJS tells of it.' },
	{ name: 'Poll Vote Failed', value: 'poll.vote.failed', description: 'A vote arrived that cannot be read' },
	{ name: 'Event Response Failed', value: 'event.response.failed', description: 'An answer to a calendar event arrived that cannot be read' },
	{ name: 'Group Members Updated', value: 'group.participants.update', description: "Joins and leaves. Named by the vendor's node only: choose Group Members Changed beside it." },
	{ name: 'Engine Event', value: 'engine.event', description: 'A low-level event of the WhatsApp engine, for debugging' },
];

export const SESSION_STATUS = 'session.status';
