#!/usr/bin/env node
import '../before';
import { takeSettings } from '../../run';
import { auditByJest } from './main';

// `npm test` of a checkout; elsewhere `iamspec exec` does the same.
auditByJest(process.argv.slice(2), takeSettings(process.env));
