const base = require('../../jest.config.js');

/** `npm run generate:schemas` writes files, which a test must not do. */
module.exports = { ...base, rootDir: '../..', testMatch: ['<rootDir>/test/schemas/generate.ts'] };
