import { Patterns } from '../../evidence/page/charts';
import { keepLibraries } from '../../evidence/page/libraries';
import { html } from '../../evidence/page/parts';
import type { OrganizationRecord } from '../organization-record';
import type { OrganizationResult } from '../organization-result';
import type { OrganizationTrendPoint } from '../organization-trend';
import { Accounts } from './accounts-table';
import { POLICY, SCRIPT, STYLE } from './assets';
import { FailuresPerControl, Trend } from './charts';
import { Controls } from './controls-table';
import { encode } from './encode';
import { Banner, Severities, States, TopBar } from './glance';
import { headline } from './headline';
import { Errors, Remarks, Run } from './lists';

/** See `organizationPage`. */
export function* write(
  result: OrganizationResult,
  records: Iterable<OrganizationRecord>,
  trend: readonly OrganizationTrendPoint[],
  base: string,
): Generator<string> {
  const said = { result, headline: headline(result) };
  const placed = { result, base };
  yield `<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n`;
  yield `<meta http-equiv="Content-Security-Policy" content="${POLICY}">\n`;
  yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n';
  yield '<meta name="referrer" content="no-referrer">\n<meta name="color-scheme" content="light dark">\n';
  yield html(<title>{`${said.headline.title}: IAM credentials of an organization`}</title>);
  yield `\n<style>${STYLE}</style>\n</head>\n<body>\n`;
  yield html(
    <>
      <a class="skip" href="#accounts">
        Skip to the accounts
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
      <States result={result} />
      <div class="cards of-organization">
        <Severities result={result} />
        <Trend trend={trend} />
        <FailuresPerControl result={result} />
      </div>
      {result.counts.error + result.unreported.length > 0 && <Errors {...placed} />}
    </>,
  );
  yield html(<Accounts {...placed} />);
  yield html(<Controls result={result} />);
  yield html(<Remarks {...placed} />);
  yield html(<Run result={result} />);
  yield '\n</main>\n<script type="application/json" id="data">';
  yield json(encode(result, records, base));
  yield `</script>\n<script>${SCRIPT}</script>\n</body>\n</html>\n`;
  keepLibraries();
}

// Nothing in it may end the element that it stands in.
function json(data: object): string {
  return JSON.stringify(data).replaceAll('<', '\\u003c');
}
