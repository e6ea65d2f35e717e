import type { LocalAccount } from './account';
import type { LocalOrganization } from './organization';
import type { Paging } from './page';
import type { ReportTask } from './report-task';

/** What an action answers from. */
export interface Context {
  account: LocalAccount;
  task: ReportTask;
  params: Readonly<Record<string, string>>;
  /** How a list is cut. */
  paging: Paging;
  organization: LocalOrganization | undefined;
}

/** Gives the child elements of the action's result; throws an IamError. */
export type Action = (context: Context) => string[];
