import { formatInstant } from '../report';
import {
  type AuditResult,
  inert,
  type SummaryJson,
  sourceLabel,
  summaryJson,
  visible,
} from '../result';
import { planActions, type RemedyAction, STAGES, shellQuote } from './remediation-steps';

/**
 * A POSIX shell script of AWS CLI commands, for a person to review. It stops unless it runs in the
 * audited account, and changes nothing but with `APPLY=1`; even then only keys that nobody uses are
 * deactivated: what cannot be undone, or may be in use, is commented out. Waived subjects are left
 * out.
 */
export function remediationScript(result: AuditResult): string {
  const { audited } = result;
  const summary = summaryJson(result);
  if (!audited) return `${lines([...HEADER, ...uncheckedLines(summary), 'exit 1'])}\n`;
  const actions = planActions(summary, result, audited.report);
  const steps = STAGES.flatMap((stage) => stageLines(stage, actions));
  const { accountId, asOf } = audited.report;
  const about = `Account ${accountId} (${sourceLabel(audited)}), report as of ${formatInstant(asOf)}, run ${summary.run.id}.`;
  return `${lines([
    ...HEADER,
    comment(about),
    '',
    PRELUDE.replace('@ACCOUNT@', () => shellQuote(accountId)),
    ...steps,
    ...uncheckedLines(summary),
    '',
    CLOSING,
  ])}\n`;
}

const lines = (list: readonly string[]) => list.join('\n');

const HEADER = [
  '#!/bin/sh',
  '# Commands of the AWS CLI for what an audit by iamspec found. Review them line by line.',
  '#',
  '#   sh this-file            looks things up, and prints what it would do',
  '#   APPLY=1 sh this-file    does it',
  '#',
  '# Lines like "#delete_password ..." are never run: they cannot be undone, or stop what may be in',
  '# use. Take the "#" away where you are sure.',
  '#',
];

const PRELUDE = String.raw`set -eu
export AWS_PAGER=''

account=@ACCOUNT@
caller=$(aws sts get-caller-identity --query Account --output text)
if [ "$caller" != "$account" ]; then
  printf 'These commands are for account %s, but the caller is in %s. Nothing was done.\n' "$account" "$caller" >&2
  exit 1
fi

skipped=0
skip() {
  printf 'Skipped: %s\n' "$1" >&2
  skipped=$((skipped + 1))
}

run() {
  if [ "${'$'}{APPLY:-}" = 1 ]; then
    printf 'aws %s\n' "$*"
    aws "$@"
  else
    printf 'Would run: aws %s\n' "$*"
  fi
}

# Sets id to the only one that a list command finds; with none or several it is skipped.
find_one() {
  what=$1
  shift
  if ! id=$(aws "$@" --output text); then
    skip "$what could not be looked up"
    return 1
  fi
  case $id in
    '' | None)
      skip "$what is not there: done already, or changed since the report"
      return 1 ;;
    *[!A-Z0-9]*)
      skip "$what is not the only one: tell them apart yourself"
      return 1 ;;
  esac
}

# Tells whether the last use is still that of the report; None stands for never.
still_unused() {
  what=$1 reported=$2
  shift 2
  if ! used=$(aws "$@" --output text); then
    skip "$what could not be looked up"
    return 1
  fi
  case $used in
    "$reported"*) return 0 ;;
  esac
  skip "$what was last used at $used, and at $reported in the report"
  return 1
}

# Tells an id, which is all capitals and digits, from a date of creation, by which it is looked up.
is_id() {
  case $1 in
    *[!A-Z0-9]*) return 1 ;;
  esac
  id=$1
}

# USER KEY STATUS: an id, or the date of creation, which is all that the report tells of a key's identity.
find_key() {
  by="starts_with(CreateDate, '$2')"
  is_id "$2" && by="AccessKeyId=='$2'"
  find_one "access key of $1, $2, $3," iam list-access-keys --user-name="$1" \
    --query "AccessKeyMetadata[?Status=='$3' && $by].AccessKeyId"
}

# USER KEY
deactivate_key() {
  is_id "$2" || find_key "$1" "$2" Active || return 0
  run iam update-access-key --user-name="$1" --access-key-id="$id" --status=Inactive
}

# USER KEY LAST-USED
deactivate_unused_key() {
  is_id "$2" || find_key "$1" "$2" Active || return 0
  still_unused "access key $id of $1" "$3" iam get-access-key-last-used --access-key-id="$id" \
    --query AccessKeyLastUsed.LastUsedDate || return 0
  run iam update-access-key --user-name="$1" --access-key-id="$id" --status=Inactive
}

# USER KEY: looked up again in any case, since IAM deletes active keys too.
delete_inactive_key() {
  find_key "$1" "$2" Inactive || return 0
  run iam delete-access-key --user-name="$1" --access-key-id="$id"
}

# USER UPLOADED
deactivate_certificate() {
  find_one "signing certificate of $1, uploaded $2," iam list-signing-certificates --user-name="$1" \
    --query "Certificates[?Status=='Active' && starts_with(UploadDate, '$2')].CertificateId" || return 0
  run iam update-signing-certificate --user-name="$1" --certificate-id="$id" --status=Inactive
}

# USER SERVICE CREDENTIAL
deactivate_service_credential() {
  is_id "$3" || find_one "credential of $1 for $2, created $3," iam list-service-specific-credentials --user-name="$1" --service-name="$2" \
    --query "ServiceSpecificCredentials[?Status=='Active' && starts_with(CreateDate, '$3')].ServiceSpecificCredentialId" || return 0
  run iam update-service-specific-credential --user-name="$1" --service-specific-credential-id="$id" --status=Inactive
}

# USER ID
deactivate_ssh_key() {
  run iam update-ssh-public-key --user-name="$1" --ssh-public-key-id="$2" --status=Inactive
}

# USER: the right iam:ChangePassword is needed at the next sign-in.
require_new_password() {
  run iam update-login-profile --user-name="$1" --password-reset-required
}

# USER LAST-USED
delete_unused_password() {
  still_unused "password of $1" "$2" iam get-user --user-name="$1" --query User.PasswordLastUsed || return 0
  run iam delete-login-profile --user-name="$1"
}

# USER
delete_password() {
  run iam delete-login-profile --user-name="$1"
}

# USER: IAM refuses it while the user has credentials, groups or policies.
delete_user() {
  run iam delete-user --user-name="$1"
}`;

const CLOSING = `if [ "$skipped" -gt 0 ]; then
  printf '%s skipped, see above.\\n' "$skipped" >&2
fi
if [ "\${APPLY:-}" != 1 ]; then
  printf 'Nothing was changed. APPLY=1 does it.\\n'
fi`;

function stageLines(
  { stage, heading, live }: (typeof STAGES)[number],
  actions: readonly RemedyAction[],
): readonly string[] {
  const own = actions.filter((action) => action.stage === stage);
  if (own.length === 0) return [];
  const list = own.flatMap(({ command, causes }) => [
    '',
    ...causes.map(comment),
    ...(command === undefined ? [] : [commandLine(command, live)]),
  ]);
  return ['', comment(`--- ${heading} ---`), ...list];
}

function commandLine(command: string, live: boolean): string {
  const line = oneLine(command);
  return live ? line : line.replace(/^/gm, '#');
}

function comment(text: string): string {
  return oneLine(`# ${inert(visible(text))}`);
}

// What follows a line end would be run: better no script than a line nobody meant.
function oneLine(line: string): string {
  if (/\p{Cc}/u.test(line)) throw new TypeError(`control character in ${JSON.stringify(line)}`);
  return line;
}

function uncheckedLines({ problems, couldNotCheck }: SummaryJson): readonly string[] {
  const all = [...problems, ...couldNotCheck.map(({ control, reason }) => `${control}: ${reason}`)];
  return all.length === 0 ? [] : ['', comment('--- Could not be checked ---'), ...all.map(comment)];
}
