// What the page takes from others, and no more of it: see libraries.ts.
import { BarChart } from 'echarts/charts';
import { GridSimpleComponent, MarkLineComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([BarChart, GridSimpleComponent, MarkLineComponent, SVGRenderer]);

export { Fragment, jsx, jsxs } from 'preact/jsx-runtime';
export { renderToString } from 'preact-render-to-string';
export { init };
