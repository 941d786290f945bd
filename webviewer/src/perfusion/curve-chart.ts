import 'uplot/dist/uPlot.min.css';
import uPlot from 'uplot';
import { type Curve, DASHES } from './curve-set';

/** The curves as lines over time. */
export interface CurveChart {
  show(curves: readonly Curve[]): void;
  /** Marks the time of the frame that is drawn under the maps; null for none. */
  mark(seconds: number | null): void;
  dispose(): void;
}

const FONT = '12px system-ui, "DejaVu Sans", sans-serif';
const HEIGHT = 220;

/** Draws the chart in `host`, as wide as it is. Colours follow the theme of the page. */
export function createCurveChart(
  host: HTMLElement,
  timesSeconds: readonly number[],
  choose: (seconds: number) => void,
): CurveChart {
  let chart: uPlot | null = null;
  let shown: readonly Curve[] = [];
  let marked: number | null = null;

  const draw = (): void => {
    const same = chart?.series.length === shown.length + 1;
    const data: uPlot.AlignedData = [[...timesSeconds], ...shown.map(({ values }) => [...values])];
    if (
      chart !== null &&
      same &&
      shown.every((curve, i) => chart?.series[i + 1]?.label === curve.name)
    ) {
      chart.setData(data);
      return;
    }
    chart?.destroy();
    chart = new uPlot(
      optionsOf(host, shown, () => marked),
      data,
      host,
    );
    chart.over.addEventListener('click', () => {
      const left = chart?.cursor.left ?? -1;
      if (chart !== null && left >= 0) choose(chart.posToVal(left, 'x'));
    });
  };

  const rebuild = (): void => {
    chart?.destroy();
    chart = null;
    draw();
  };
  const theme = new MutationObserver(rebuild);
  theme.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  const size = new ResizeObserver(() => {
    if (chart !== null && chart.width !== host.clientWidth && host.clientWidth > 0) {
      chart.setSize({ width: host.clientWidth, height: HEIGHT });
    }
  });
  size.observe(host);

  return {
    show(curves) {
      shown = curves;
      draw();
    },
    mark(seconds) {
      marked = seconds;
      chart?.redraw(false);
    },
    dispose() {
      theme.disconnect();
      size.disconnect();
      chart?.destroy();
      chart = null;
    },
  };
}

function optionsOf(
  host: HTMLElement,
  curves: readonly Curve[],
  marked: () => number | null,
): uPlot.Options {
  const style = getComputedStyle(host);
  const colour = (name: string) => style.getPropertyValue(`--perfusion-${name}`).trim();
  const line = style.getPropertyValue('--line').trim();
  const text = style.getPropertyValue('--text').trim();
  const axis = (scale: string, label: string, more: Partial<uPlot.Axis> = {}): uPlot.Axis => ({
    scale,
    label,
    stroke: text,
    font: FONT,
    labelFont: FONT,
    labelSize: 18,
    size: 44,
    grid: { stroke: line, width: 0.5 },
    ticks: { stroke: line, width: 0.5 },
    ...more,
  });
  const hasTissue = curves.some((curve) => curve.axis === 'tissue');
  return {
    width: host.clientWidth || 300,
    height: HEIGHT,
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false } },
    scales: { x: { time: false } },
    axes: [
      axis('x', 'Time, s', { size: 30 }),
      axis('vessel', 'AIF, VOF: HU'),
      ...(hasTissue
        ? [axis('tissue', 'Voxel, region: HU', { side: 1, grid: { show: false } })]
        : []),
    ],
    series: [
      {},
      ...curves.map(
        (curve): uPlot.Series => ({
          label: curve.name,
          scale: curve.axis,
          stroke: colour(curve.kind),
          width: 2,
          dash: [...DASHES[curve.kind]],
          points: { show: false },
        }),
      ),
    ],
    hooks: {
      draw: [
        (chart) => {
          const seconds = marked();
          if (seconds !== null) drawMark(chart, seconds, text);
        },
      ],
    },
  };
}

function drawMark(chart: uPlot, seconds: number, colour: string): void {
  const x = Math.round(chart.valToPos(seconds, 'x', true));
  const { left, top, width, height } = chart.bbox;
  if (x < left || x > left + width) return;
  chart.ctx.save();
  chart.ctx.strokeStyle = colour;
  chart.ctx.lineWidth = uPlot.pxRatio;
  chart.ctx.beginPath();
  chart.ctx.moveTo(x, top);
  chart.ctx.lineTo(x, top + height);
  chart.ctx.stroke();
  chart.ctx.restore();
}
