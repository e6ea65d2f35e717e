'use strict';
// jest-junit takes the properties of a suite from a file such as this one only.
// Texts would pass for templates there, functions do not.
module.exports = ({ properties }) =>
  Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, () => value]));
