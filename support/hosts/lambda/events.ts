import { z } from 'zod';
import type { PlannedAccount } from '../../organization';

const RUN = z.strictObject({
  id: z.string().regex(/^\w[\w.-]*$/),
  startedAt: z.int(),
  date: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
});

/** What the state ListAccounts is given. */
export const EXECUTION = z.object({ name: z.string().min(1), startTime: z.string() });

const ACCOUNT = z.strictObject({
  id: z.string().regex(/^\d{12}$/),
  name: z.string(),
  ou: z.strictObject({ ids: z.array(z.string()), path: z.string() }).optional(),
  profile: z.string(),
});

const WAITING = z.object({
  state: z.literal('waiting'),
  poll: z.int().nonnegative(),
  // What became of Generate: a text is the refusal, null asks again.
  generation: z.union([
    z.literal('STARTED'),
    z.literal('COMPLETE'),
    z.strictObject({ refused: z.string() }),
    z.null(),
  ]),
  last: z.string(),
});

const FAILURE = z.object({ Error: z.string(), Cause: z.string().optional() });

/** What the states of an account are given. */
export const AUDIT = z.object({
  run: RUN,
  account: ACCOUNT,
  step: z.object({ value: WAITING }).optional(),
  error: FAILURE.optional(),
});

/** What the state Summarise is given. */
export const SUMMARY = z.object({ run: RUN, error: FAILURE.optional() });

/** A run, as it goes from state to state. */
export type RunEvent = z.output<typeof RUN>;
/** What an account waits for. */
export type Waiting = z.output<typeof WAITING>;
/** An account in the list of a run: no more than its states need. */
export function accountItem({ id, name, ou, profile }: PlannedAccount): z.input<typeof ACCOUNT> {
  return { id, name, profile, ...(ou && { ou: { ids: [...ou.ids], path: ou.path } }) };
}

/** The account of an item. */
export function plannedAccount(item: z.output<typeof ACCOUNT>): PlannedAccount {
  return { ...item, ou: item.ou, email: undefined, state: undefined, tags: undefined };
}

/** What Step Functions says of a failure, in a sentence: of a function's error, its own message. */
export function sentenceOf({ Error: name, Cause = '' }: z.output<typeof FAILURE>): string {
  try {
    const { errorMessage, errorType } = z
      .object({ errorMessage: z.string(), errorType: z.string().optional() })
      .parse(JSON.parse(Cause));
    return `${errorType ?? name}: ${errorMessage}`;
  } catch {
    return Cause === '' ? name : `${name}: ${Cause}`;
  }
}
