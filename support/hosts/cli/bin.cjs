#!/usr/bin/env node
'use strict';
require('../../typescript.cjs');
require('./main.ts').main(process.argv);
