import { NodeConnectionTypes, type INodeExecutionData, type INodeType, type IPollFunctions } from 'n8n-workflow';
import { items } from '../engine';
import { startN8n, type LiveN8n } from './index';

let n8n: LiveN8n;
let look: (context: IPollFunctions) => INodeExecutionData[][] | null;

const watcher: INodeType = {
	description: {
		displayName: 'Watcher',
		name: 'watcher',
		group: ['trigger'],
		version: 1,
		description: '',
		defaults: { name: 'Watcher' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		properties: [],
	},
	async poll() {
		return look(this);
	},
};

/** Counts its looks in static data, and emits each second one. */
const everySecond = (context: IPollFunctions) => {
	const saved = context.getWorkflowStaticData('node') as { looks?: number };
	saved.looks = (saved.looks ?? 0) + 1;
	return saved.looks % 2 === 0 ? [[{ json: { look: saved.looks } }]] : null;
};

let id: string;
beforeEach(async () => {
	look = everySecond;
	n8n = await startN8n({ nodeTypes: () => ({ 'test.watcher': watcher }) });
	id = n8n.save({ nodes: [{ name: 'Watcher', type: 'test.watcher' }] });
});
afterEach(async () => await n8n.stop());

const emitted = async () => {
	await n8n.idle();
	return n8n.executions.flatMap(({ run }) => items(run, 'Watcher')).map(({ json }) => json.look);
};

test('looks once when the workflow is activated, and again with each poll; what it returns starts a run', async () => {
	await n8n.activate(id);
	expect(await emitted()).toEqual([]);
	await n8n.poll(id);
	await n8n.poll(id);
	await n8n.poll(id);
	expect(await emitted()).toEqual([2, 4]);
	expect(n8n.executions.map(({ mode }) => mode)).toEqual(['trigger', 'trigger']);
});

test('what is remembered is saved when a run starts, and is there after a restart', async () => {
	await n8n.activate(id);
	expect(n8n.staticData(id)).toEqual({});
	await n8n.poll(id);
	expect(n8n.staticData(id)['node:Watcher']).toMatchObject({ looks: 2 });
	await n8n.idle();
	await n8n.restart();
	await n8n.poll(id);
	expect(await emitted()).toEqual([2, 4]);
});

test('a first look that throws keeps the workflow from going live, a later one is a failed run', async () => {
	look = () => {
		throw new Error('No credit');
	};
	await expect(n8n.activate(id)).rejects.toThrow('No credit');
	expect(n8n.isActive(id)).toBe(false);
	look = everySecond;
	await n8n.activate(id);
	look = () => {
		throw new Error('No credit');
	};
	await n8n.poll(id);
	await n8n.idle();
	expect(n8n.executions.map(({ run }) => run.data.resultData.error?.message)).toEqual(['No credit']);
});

test('an inactive workflow is not polled', async () => {
	await n8n.activate(id);
	await n8n.deactivate(id);
	await expect(n8n.poll(id)).rejects.toThrow('is not active');
});
