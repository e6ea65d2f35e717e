'use strict';
const fs = require('node:fs');
const { join } = require('node:path');

const SUPPORT = join(__dirname, '..', 'support');

/** The rooms that are one file, and the doors through which others come in. */
const ROOMS = {
  report: ['index'],
  control: ['index', 'criteria/index', 'proof/index', 'samples/index', 'shape/index'],
  result: ['index', 'as-test', 'visible'],
  judge: ['index'],
  formats: ['index'],
  bundle: ['index'],
  page: ['index', 'kit/jsx-runtime'],
  run: ['index'],
};

/**
 * A room as one file, `room.js`, with its doors beside it: their paths and texts. What only some doors need
 * is run when it is asked for, as it would be by itself; `options` are esbuild's.
 */
function compileRoom(name, options) {
  const doors = ROOMS[name];
  const rooms = fs.readdirSync(SUPPORT).filter((each) => each !== name);
  const outside = ['..', '../..', '../../..'].flatMap((up) =>
    rooms.flatMap((room) => [`${up}/${room}`, `${up}/${room}/*`]),
  );
  const { outputFiles } = require('esbuild').buildSync({
    ...options,
    bundle: true,
    packages: 'external',
    external: ['#*', ...outside],
    stdin: {
      contents: doors.map((door) => `exports['${door}'] = () => require('./${door}');`).join('\n'),
      resolveDir: join(SUPPORT, name),
    },
    write: false,
  });
  // From wherever in the room: the one file lies at its top.
  const text = outputFiles[0].text.replace(
    /\brequire\("(?:\.\.\/)+([^".][^"]*)"\)/g,
    'require("../$1")',
  );
  const opened = doors.map((door) => {
    const room = door.includes('/') ? '../room.js' : './room.js';
    return [`${door}.js`, `module.exports = require('${room}')['${door}']();\n`];
  });
  return [['room.js', text], ...opened];
}

module.exports = { compileRoom, ROOMS };
