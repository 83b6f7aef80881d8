import {
	ICredentialsHelper,
	NodeHelpers,
	type ICredentialDataDecryptedObject,
	type ICredentials,
	type ICredentialsExpressionResolveValues,
	type ICredentialType,
	type IExecuteData,
	type IHttpRequestHelper,
	type IHttpRequestOptions,
	type INode,
	type INodeCredentialsDetails,
	type INodeParameters,
	type INodeProperties,
	type IRequestOptionsSimplified,
	type IWorkflowDataProxyAdditionalKeys,
	type IWorkflowExecuteAdditionalData,
	type Workflow,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

export type StoredCredential = {
	type: string;
	data: ICredentialDataDecryptedObject;
	/** As shown in the editor; the id when not given. */
	name?: string;
};

/**
 * Stands in for the credentials helper of n8n's server, which needs a database: the same meaning,
 * without encryption.
 */
export class TestCredentialsHelper extends ICredentialsHelper {
	/** What nodes had stored (refreshed tokens and the like), newest last. */
	readonly updates: ICredentialDataDecryptedObject[] = [];

	private readonly types: Map<string, ICredentialType>;

	private readonly stored: Map<string, StoredCredential>;

	constructor(types: ICredentialType[], stored: Record<string, StoredCredential>) {
		super();
		this.types = new Map(types.map((type) => [type.name, type]));
		this.stored = new Map(Object.entries(structuredClone(stored)));
	}

	/** A user edits a stored credential. */
	update(id: string, data: ICredentialDataDecryptedObject) {
		const credential = this.stored.get(id);
		if (!credential) throw new Error(`No credential with id ${id} is stored`);
		credential.data = structuredClone(data);
	}

	getParentTypes(name: string): string[] {
		return this.types.get(name)?.extends ?? [];
	}

	isCredentialUsableByNode() {
		return true;
	}

	getCredentialsProperties(type: string): INodeProperties[] {
		return this.typeNamed(type).properties;
	}

	// Encryption needs a key provider that only the server sets up; nodes never come here.
	async getCredentials(): Promise<ICredentials> {
		throw new Error('Encrypted credentials are not available in tests');
	}

	async getDecrypted(
		_additionalData: IWorkflowExecuteAdditionalData,
		details: INodeCredentialsDetails,
		type: string,
		mode: WorkflowExecuteMode,
		executeData?: IExecuteData,
		_raw?: boolean,
		at?: ICredentialsExpressionResolveValues,
	): Promise<ICredentialDataDecryptedObject> {
		const data = this.withDefaults(type, this.find(details, type).data);
		if (!at) return data;
		const { workflow, runExecutionData, runIndex, itemIndex, node, connectionInputData } = at;
		const resolved = workflow.expression.getParameterValue(data as INodeParameters, runExecutionData, runIndex, itemIndex, node.name, connectionInputData, mode, {}, executeData);
		return resolved as ICredentialDataDecryptedObject;
	}

	withDefaults(type: string, data: ICredentialDataDecryptedObject): ICredentialDataDecryptedObject {
		const filled = NodeHelpers.getNodeParameters(
			this.getCredentialsProperties(type),
			structuredClone(data) as INodeParameters,
			true,
			false,
			null,
			null,
		);
		return (filled ?? {}) as ICredentialDataDecryptedObject;
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		requestOptions: IHttpRequestOptions | IRequestOptionsSimplified,
		workflow: Workflow,
		node: INode,
	): Promise<IHttpRequestOptions> {
		const options = requestOptions as IHttpRequestOptions;
		const { authenticate } = this.typeNamed(typeName);
		if (!authenticate) return options;
		if (typeof authenticate === 'function') return await authenticate(credentials, options);

		const keys = { $credentials: credentials } as unknown as IWorkflowDataProxyAdditionalKeys;
		const resolve = (value: string) =>
			value.startsWith('=')
				? String(
						workflow.expression.getSimpleParameterValue(node, value, 'internal', keys) ?? '',
					)
				: value;
		// n8n changes the caller's own options object here; a node that logs it must not go unnoticed
		const target = options as unknown as Record<string, Record<string, unknown> | undefined>;
		for (const [place, pairs] of Object.entries(authenticate.properties)) {
			for (const [key, value] of Object.entries(pairs as Record<string, string>)) {
				(target[place] ??= {})[resolve(key)] = resolve(value);
			}
		}
		return options;
	}

	async preAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		node: INode,
		expired: boolean,
	) {
		const type = this.typeNamed(typeName);
		const field = type.properties.find(
			(property) => property.type === 'hidden' && property.typeOptions?.expirable === true,
		)?.name;
		if (!field || !type.preAuthentication) return undefined;
		if (credentials[field] !== '' && !expired) return undefined;

		const output = await type.preAuthentication.call(helpers, credentials);
		if (output[field] === undefined) return undefined;
		const details = node.credentials?.[typeName];
		if (!details) return undefined;
		const fresh = output as ICredentialDataDecryptedObject;
		await this.updateCredentials(details, typeName, {
			...this.find(details, typeName).data,
			...fresh,
		});
		return Object.assign(credentials, fresh);
	}

	async runPreAuthentication() {
		return undefined;
	}

	async updateCredentials(
		details: INodeCredentialsDetails,
		type: string,
		data: ICredentialDataDecryptedObject,
	) {
		this.find(details, type).data = data;
		this.updates.push(data);
	}

	async updateCredentialsOauthTokenData() {}

	private typeNamed(name: string) {
		const type = this.types.get(name);
		if (!type) throw new Error(`Unknown credential type ${name}`);
		return type;
	}

	/** By id alone: the name is only what the editor shows, and may be out of date. */
	private find(details: INodeCredentialsDetails, type: string) {
		const credential = details.id ? this.stored.get(details.id) : undefined;
		if (credential?.type === type) return credential;
		throw new Error(`Credential with ID "${details.id}" does not exist for type "${type}".`);
	}
}
