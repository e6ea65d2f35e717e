import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EChartsInitOpts, EChartsType } from 'echarts/core';
import echarts from 'echarts/package.json';
import preact from 'preact/package.json';
import renderer from 'preact-render-to-string/package.json';
import type { Child, Element } from './jsx-runtime';
import { oneScript, run } from './script';

// Preact's own types would bring those of the DOM into the whole project.
interface Libraries {
  readonly Fragment: (props: { readonly children?: Child }) => Element;
  readonly jsx: (type: unknown, props: unknown, key?: string) => Element;
  readonly jsxs: (type: unknown, props: unknown, key?: string) => Element;
  readonly renderToString: (element: Element) => string;
  readonly init: (dom: null, theme: null, options: EChartsInitOpts) => EChartsType;
}

// In one piece: of ECharts a tenth is needed, and Jest cannot load a package of ES modules alone.
const { value, keepMachineCode } = run<Libraries>(
  oneScript(
    'libraries.mjs',
    {
      platform: 'node',
      target: 'node20',
      define: { 'process.env.NODE_ENV': '"production"' },
      format: 'iife',
      globalName: 'libraries',
      banner: { js: '(() => {' },
      footer: { js: 'return libraries; })()' },
    },
    [
      readFileSync(join(__dirname, 'libraries.mjs'), 'utf8'),
      ...[echarts, preact, renderer].map(({ version }) => version),
    ],
  ),
);

/** Preact and ECharts, as far as the page needs them. */
export const libraries: Libraries = value;

/** To be called once the libraries have been used. */
export const keepLibraries = keepMachineCode;
