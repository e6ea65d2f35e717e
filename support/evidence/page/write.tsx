import { type AuditResult, sourceLabel } from '../audit-result';
import { POLICY, SCRIPT, STYLE } from './assets';
import { Charts, Patterns, Trend } from './charts';
import { Controls } from './controls';
import { encode } from './encode';
import { headline } from './facts';
import { Banner, type Said, Severities, Statuses, TopBar } from './glance';
import { keepLibraries } from './libraries';
import { html } from './parts';
import { Remarks, Run } from './remarks';
import { CoverageCard, Requirements } from './requirements';
import { subjectsOf } from './subjects';
import { Subjects } from './subjects-table';
import { type TrendPoint, withThisRun } from './trend';

/** See `page`. */
export function* write(result: AuditResult, trend: readonly TrendPoint[]): Generator<string> {
  const { audited } = result;
  const subjects = subjectsOf(result);
  const said = { result, headline: headline(result) };
  yield `<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n`;
  yield `<meta http-equiv="Content-Security-Policy" content="${POLICY}">\n`;
  yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n';
  yield '<meta name="referrer" content="no-referrer">\n<meta name="color-scheme" content="light dark">\n';
  yield html(<title>{titleOf(said)}</title>);
  yield `\n<style>${STYLE}</style>\n</head>\n<body>\n`;
  yield html(
    <>
      <a class="skip" href="#users">
        Skip to the users
      </a>
      <Patterns />
      <header>
        <TopBar {...said} />
        <Banner {...said} />
      </header>
    </>,
  );
  yield '\n<main>\n';
  yield html(
    <>
      <Statuses result={result} />
      <div class="cards">
        {audited && <Severities subjects={subjects} />}
        <CoverageCard result={result} />
        <Trend runs={withThisRun(trend, result)} />
      </div>
      {audited && <Charts result={result} audited={audited} />}
    </>,
  );
  yield html(<Requirements result={result} />);
  yield html(<Subjects result={result} subjects={subjects} />);
  yield html(<Controls result={result} />);
  yield html(<Remarks result={result} />);
  yield html(<Run result={result} />);
  yield '\n</main>\n<script type="application/json" id="data">';
  yield json(encode(result, subjects));
  yield `</script>\n<script>${SCRIPT}</script>\n</body>\n</html>\n`;
  keepLibraries();
}

function titleOf({ result: { audited }, headline: { title } }: Said): string {
  const demo = audited && sourceLabel(audited) === 'DEMO' ? 'DEMO ' : '';
  const account = audited ? ` ${audited.report.accountId}` : '';
  return `${demo}${title}: IAM credentials${account}`;
}

// Nothing in it may end the element that it stands in.
function json(data: object): string {
  return JSON.stringify(data).replaceAll('<', '\\u003c');
}
