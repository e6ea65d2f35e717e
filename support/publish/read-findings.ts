import { z } from 'zod';
import { PublishError } from './publish-permissions';
import type { AsffFinding } from './publish-security-hub';

const FINDINGS = z.array(
  z.looseObject({
    Id: z.string(),
    ProductArn: z.string(),
    GeneratorId: z.string(),
    AwsAccountId: z.string(),
    UpdatedAt: z.string(),
  }),
);

/**
 * Reads a file of ASFF findings.
 *
 * @throws PublishError where it holds something else
 */
export function readFindings(text: string): readonly AsffFinding[] {
  try {
    return FINDINGS.parse(JSON.parse(text));
  } catch (error) {
    throw new PublishError('findings.asff.json holds no findings. Make the bundle again.', {
      cause: error,
    });
  }
}
