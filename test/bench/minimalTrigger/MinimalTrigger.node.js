/** The least that a trigger of a package can do with a delivery: start a run with its body. n8n answers for it. */
exports.MinimalTrigger = class MinimalTrigger {
	description = {
		displayName: 'Minimal Trigger',
		name: 'minimalTrigger',
		group: ['trigger'],
		// Version 1 would cost each delivery one more evaluation of an expression in n8n.
		version: 2,
		description: 'Starts the workflow with what is delivered',
		defaults: { name: 'Minimal Trigger' },
		inputs: [],
		outputs: ['main'],
		webhooks: [{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'minimal' }],
		properties: [],
	};

	async webhook() {
		return { workflowData: [this.helpers.returnJsonArray(this.getBodyData())] };
	}
};
