import type { BarSeriesOption } from 'echarts/charts';
import type { GridComponentOption, MarkLineComponentOption } from 'echarts/components';
import type { ComposeOption } from 'echarts/core';
import { libraries } from './libraries';

/** What ECharts is told of a chart. */
export type ChartOption = ComposeOption<
  BarSeriesOption | GridComponentOption | MarkLineComponentOption
>;

export type { BarSeriesOption };

/** All charts are drawn at this width, in pixels, and scaled a little to fit. */
const CHART_WIDTH = 360;

/** In pixels, as in page.css. */
export const FONT_SIZE = 11;

/** Axis labels without axis. */
export const LABELS_ONLY = {
  axisLine: { show: false },
  axisTick: { show: false },
  splitLine: { show: false },
} as const;

/** The colours of the page by their names, which each scheme defines anew. */
export function color(name: string): string {
  return `var(--${name})`;
}

/** Draws a chart as SVG that takes its colours and its font from the page. */
export function draw(option: ChartOption, height: number): string {
  const chart = libraries.init(null, null, {
    renderer: 'svg',
    ssr: true,
    width: CHART_WIDTH,
    height,
  });
  chart.setOption({
    animation: false,
    textStyle: { fontSize: FONT_SIZE, color: color('ink-2'), textBorderWidth: 0 },
    ...option,
  });
  const svg = chart.renderToSVGString({ useViewBox: true });
  chart.dispose();
  return tidy(svg);
}

// The page's policy allows no style but its own sheet; the rest is for a live chart to hover on.
function tidy(svg: string): string {
  return svg
    .replace(/<style ?>.*?<\/style>/gs, '')
    .replace(
      / (?:style|class|pointer-events|xmlns(?::\w+)?|version|baseProfile|ecmeta_\w+)="[^"]*"/g,
      '',
    )
    .replace(/^<svg width="\d+" height="\d+"/, '<svg aria-hidden="true" focusable="false"')
    .replace(/\n+/g, '');
}
