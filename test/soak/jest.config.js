const usual = require('../../jest.config.js');

/** `npm run soak`: how the recovery examples fare through a month of outages. @type {import('jest').Config} */
module.exports = { ...usual, rootDir: '../..', testMatch: ['<rootDir>/test/soak/**/*.soak.ts'], testTimeout: 7_200_000 };
