/** A text for people that has become an empty one says nothing of the code around it. Keys, states and codes have no spaces. */
const shouldIgnore = ({ node }) => (node.type === 'StringLiteral' && /\s/.test(node.value) ? 'words' : undefined);

/** As Stryker finds it. */
export const strykerPlugins = [{ kind: 'Ignore', name: 'words', value: { shouldIgnore } }];
