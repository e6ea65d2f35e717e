'use strict';
// jest-junit takes the properties of a suite from a file such as this one only.
module.exports = (suite) => suite.properties;
