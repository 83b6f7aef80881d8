export const FREE_POLICIES = ['strict', 'standard_policy'];

/** The reference names the fields only, so the numbers are made up: null is 'not set by this policy', -1 'no limit'. */
export const POLICIES: Record<string, Record<string, number | null>> = {
	strict: {
		send_message_per_minute: 5,
		send_message_daily_cap: 100,
		account_protection_seconds: 20,
		concurrent_limit: 1,
		group_req_per_minute: 2,
		group_daily_cap: 10,
		check_req_per_minute: 2,
		check_daily_cap: 20,
	},
	standard_policy: {
		send_message_per_minute: 15,
		send_message_daily_cap: 500,
		account_protection_seconds: 8,
		concurrent_limit: 1,
		group_req_per_minute: 5,
		group_daily_cap: 50,
		check_req_per_minute: 5,
		check_daily_cap: 100,
	},
	growth: {
		send_message_per_minute: 40,
		send_message_daily_cap: 3000,
		account_protection_seconds: null,
		concurrent_limit: 3,
		group_req_per_minute: 10,
		group_daily_cap: null,
		check_req_per_minute: 20,
		check_daily_cap: 1000,
	},
	unlimited: {
		send_message_per_minute: -1,
		send_message_daily_cap: -1,
		account_protection_seconds: null,
		concurrent_limit: -1,
		group_req_per_minute: -1,
		group_daily_cap: -1,
		check_req_per_minute: -1,
		check_daily_cap: -1,
	},
};
