// Both legs of n8n's check of community packages, offline: the sources, then the files that npm would publish.
// Usage: node scan.mjs SOURCE_FOLDER PACKAGE_FOLDER
import { analyzePackage } from '@n8n/scan-community-package/scanner/scanner.mjs';

const [source, published] = process.argv.slice(2);
const legs = [
	['sources', source, ['package.json', '{nodes,credentials}/**/*.{js,ts,json}']],
	['published files', published, ['**/*.js', 'package.json']],
];
for (const [name, folder, patterns] of legs) {
	const { passed, message = '', details = '' } = await analyzePackage(folder, patterns);
	console.log(`${name}: ${passed ? 'passed' : `${message}\n${details}`}`);
	if (!passed) process.exitCode = 1;
}
