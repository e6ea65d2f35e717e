import {
  type AuditResult,
  count,
  countTexts,
  coverage,
  digits,
  editionOf,
  type ProfileCoverage,
  REQUIREMENT_WORDS,
  type Requirement,
  type Serving,
} from '../../result';
import type { Element } from '../kit/jsx-runtime';
import { Heads, Lines, Meter, Section, State } from '../kit/parts';

const LEGEND = `“${REQUIREMENT_WORDS.passed.label}”: only as far as these controls can see.`;

const MOST_PROFILES = 3; // in the card; the tables show them all

/** What is known of the requirements of each profile, in short. */
export function CoverageCard({ result }: { readonly result: AuditResult }): Element | false {
  const profiles = coverage(result);
  if (profiles.length === 0) return false;
  return (
    <section class="card" aria-labelledby="coverage-title">
      <h2 id="coverage-title">Requirement coverage</h2>
      <ul class="coverage">
        {profiles.slice(0, MOST_PROFILES).map((each) => (
          <ProfileLine each={each} />
        ))}
        {profiles.length > MOST_PROFILES && (
          <li>
            <a href="#requirements">and {profiles.length - MOST_PROFILES} more profiles</a>
          </li>
        )}
      </ul>
      {profiles.some(({ requirements }) =>
        requirements.some(({ state }) => state === 'passed'),
      ) && <p class="told">{LEGEND}</p>}
    </section>
  );
}

function ProfileLine({
  each: { profile, requirements },
}: {
  readonly each: ProfileCoverage;
}): Element {
  const shares = sharesOf(requirements);
  return (
    <li>
      <p class="profile">
        <a href={`#profile-${profile.name}`}>{profile.name}</a>
        <span>{count(requirements.length, 'requirement')}</span>
      </p>
      <Meter shares={shares} whole={requirements.length} />
      <p class="states">
        {shares.map(({ name, word, share }) => (
          <span>
            <strong>{digits(share)}</strong> <State name={name} word={word} />
          </span>
        ))}
      </p>
    </li>
  );
}

// In the order of the words: the worst first.
function sharesOf(requirements: readonly Requirement[]) {
  return Object.entries(REQUIREMENT_WORDS)
    .map(([name, word]) => {
      const share = requirements.filter(({ state }) => state === name).length;
      return { name, word, share };
    })
    .filter(({ share }) => share > 0);
}

/** Each requirement of each profile, with the controls that serve it. */
export function Requirements({ result }: { readonly result: AuditResult }): Element {
  return (
    <Section id="requirements" title="Requirements" lead={LEGEND}>
      {coverage(result).map((each) => (
        <ProfileTable each={each} />
      ))}
    </Section>
  );
}

function ProfileTable({
  each: { profile, requirements },
}: {
  readonly each: ProfileCoverage;
}): Element {
  const edition = editionOf(profile);
  return (
    <article id={`profile-${profile.name}`} class="card long">
      <h3>{profile.title}</h3>
      <p class="lead">
        Profile {profile.name}
        {edition !== '' && `; ${edition}`}
        {profile.source !== undefined && `; requirement ids from ${profile.source}`}
      </p>
      {requirements.length === 0 ? (
        <p>Nothing was checked, so nothing is known of its requirements.</p>
      ) : (
        <table class="requirements">
          <Heads names={['Requirement', 'State', 'Controls that serve it']} />
          <tbody>
            {requirements.map((requirement) => (
              <RequirementRow requirement={requirement} />
            ))}
          </tbody>
        </table>
      )}
    </article>
  );
}

function RequirementRow({
  requirement: { id, state, controls, why },
}: {
  readonly requirement: Requirement;
}): Element {
  return (
    <tr>
      <th scope="row">{id}</th>
      <td class="of-state">
        <State name={state} word={REQUIREMENT_WORDS[state]} />
      </td>
      <td>
        {why === undefined || state === 'notDecidable' ? why : `Not decided here: ${why}`}
        <Lines class="serving" lines={controls.map(servingLine)} />
      </td>
    </tr>
  );
}

function servingLine(control: Serving): Element {
  const { id, title, limits, counts, notRun } = control;
  const left = notRun > 0 ? [`${digits(notRun)} not run`] : [];
  return (
    <>
      {title} <code>{id}</code>
      {limits !== '' && <small> {limits}</small>}
      <br />
      {[...countTexts(counts), ...left].join(', ')}
    </>
  );
}
