'use strict';
// What the writers of evidence use of node:crypto, at once, which the Web Cryptography API cannot.
const { sha1 } = require('@noble/hashes/legacy.js');
const { sha256 } = require('@noble/hashes/sha2.js');
const { bytesToHex } = require('@noble/hashes/utils.js');

const KINDS = { sha1, sha256 };
const encoder = new TextEncoder();

function createHash(name) {
  const made = KINDS[name].create();
  const self = {
    update(content) {
      made.update(typeof content === 'string' ? encoder.encode(content) : content);
      return self;
    },
    digest(encoding = 'hex') {
      const bytes = made.digest();
      return encoding === 'hex' ? bytesToHex(bytes) : btoa(String.fromCharCode(...bytes));
    },
  };
  return self;
}

exports.createHash = createHash;
exports.hash = (name, content, encoding) => createHash(name).update(content).digest(encoding);
