const { MinimalTrigger } = require('./MinimalTrigger.node.js');

/** The same with a credential, which n8n checks for each run, whatever the trigger does with it. */
exports.MinimalTriggerWithCredential = class MinimalTriggerWithCredential extends MinimalTrigger {
	constructor() {
		super();
		this.description = {
			...this.description,
			displayName: 'Minimal Trigger With Credential',
			name: 'minimalTriggerWithCredential',
			credentials: [{ name: 'wawpApi', required: true }],
		};
	}
};
