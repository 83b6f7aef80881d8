/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs in jest, never in n8n */

/* Each test here fails or not as its name says: see ../../runner.test.ts. */

const later = async (ms = 20) => await new Promise((resolve) => setTimeout(resolve, ms));

test('passes before', async () => await later());

test('fails by what is thrown at a later moment', async () => {
	setTimeout(() => {
		throw new Error('thrown later');
	}, 1);
	await later();
});

test('passes between', async () => await later());

test('fails by what is rejected at a later moment', async () => {
	setTimeout(() => void Promise.reject(new Error('rejected later')), 1);
	await later();
});

describe('in a hook', () => {
	beforeEach(async () => {
		setTimeout(() => {
			throw new Error('thrown in a hook');
		}, 1);
		await later();
	});

	test('fails by its hook', () => undefined);
});

test('passes after', async () => await later());
