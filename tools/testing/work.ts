/** Counts of work by class of object and method: what a call of it looked at or made. */
type Cost = (self: Sized, result: unknown, given: readonly unknown[]) => number;
type Sized = { readonly length: number };

const found: Cost = ({ length }, result, [, from = 0]) =>
  (typeof result === 'number' && result >= 0 ? result + 1 : length) - Number(from);
const whole: Cost = ({ length }) => length;
const made: Cost = (_, result) => (isSized(result) ? result.length : 1);
const compared: Cost = (_self, _result, [part]) => (isSized(part) ? part.length : 1);
const none: Cost = () => 1;

const METERS: readonly (readonly [object, Readonly<Record<string, Cost>>])[] = [
  [
    String.prototype,
    {
      ...{ indexOf: found, includes: whole, startsWith: compared, endsWith: compared },
      ...{ slice: none, split: whole, replace: whole, charAt: none },
    },
  ],
  [
    Array.prototype,
    {
      ...{ indexOf: found, includes: whole, slice: made, join: whole, concat: made },
      ...{ some: none, every: none, find: none, findIndex: none, findLastIndex: none },
      ...{ filter: none, map: none, flatMap: none, reduce: none, sort: whole },
    },
  ],
  [Map.prototype, { get: none, set: none, has: none }],
  [Set.prototype, { add: none, has: none, delete: none }],
  [RegExp.prototype, { test: compared }],
];

/** Counts, as no clock does alike twice, what built-in methods look at or make, and calls of callbacks. */
export function workOf(action: () => unknown): number {
  let work = 0;
  const restore = METERS.flatMap(([prototype, costs]) =>
    Object.entries(costs).map(([name, cost]) =>
      metered(prototype, name, cost, (amount) => {
        work += amount;
      }),
    ),
  );
  try {
    action();
  } finally {
    for (const each of restore) each();
  }
  return work;
}

function metered(prototype: object, name: string, cost: Cost, add: (amount: number) => void) {
  const descriptor = Object.getOwnPropertyDescriptor(prototype, name);
  const real: unknown = descriptor?.value;
  if (typeof real !== 'function' || !descriptor) throw new TypeError(`there is no ${name}`);
  const counted = (given: unknown) =>
    typeof given !== 'function'
      ? given
      : function (this: unknown, ...args: readonly unknown[]): unknown {
          add(1);
          return Reflect.apply(given, this, args);
        };
  Object.defineProperty(prototype, name, {
    ...descriptor,
    value(this: unknown, ...args: readonly unknown[]): unknown {
      // Callbacks come first, and methods of lists are metered themselves.
      const [first, ...others] = args;
      const given = args.length === 0 ? [] : [counted(first), ...others];
      const result: unknown = Reflect.apply(real, this, given);
      add(1 + cost(sized(this), result, args));
      return result;
    },
  });
  return () => Object.defineProperty(prototype, name, descriptor);
}

// A text is an object where a method of it is called.
function sized(self: unknown): Sized {
  if (self instanceof String) return self;
  return isSized(self) ? self : { length: 0 };
}

function isSized(value: unknown): value is Sized {
  return typeof value === 'string' || Array.isArray(value);
}
