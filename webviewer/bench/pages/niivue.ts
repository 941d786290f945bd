import { Niivue } from '@niivue/niivue';
import { type Bench, finish, offer, timesOf, windowOf } from './measured';

const canvas = document.querySelector<HTMLCanvasElement>('#canvas');
if (!canvas) throw new Error('there is no canvas');

// No volume rendering beside the three planes: ours has none either.
const niivue = new Niivue({ multiplanarShowRender: 0, logLevel: 'error' });

const bench: Bench = {
  async load(url) {
    const start = performance.now();
    await niivue.attachToCanvas(canvas, false);
    niivue.setSliceType(niivue.sliceTypeMultiplanar);
    await niivue.loadVolumes([{ url, colormap: 'gray', cal_min: -160, cal_max: 240 }]);
    niivue.drawScene();
    finish(canvas);
    return performance.now() - start;
  },
  windowChanges(times) {
    const [volume] = niivue.volumes;
    if (!volume) throw new Error('no volume is loaded');
    return timesOf(canvas, times, (i) => {
      const { center, width } = windowOf(i);
      volume.cal_min = center - width / 2;
      volume.cal_max = center + width / 2;
      niivue.updateGLVolume();
    });
  },
};
offer(bench);
