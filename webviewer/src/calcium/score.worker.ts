import type { ScoreReply, ScoreRequest } from './score-messages';
import { type Scored, Scorer } from './scorer';

/** Scores a volume off the page's thread. Arrays go back by transfer. */
let scorer: Scorer | null = null;

self.addEventListener('message', ({ data }: MessageEvent<ScoreRequest>) => {
  switch (data.kind) {
    case 'open':
      scorer = new Scorer(data.source);
      break;
    case 'slices':
      scorer?.addSlices(data.voxels, data.labels);
      break;
    case 'score':
      score(data.thresholdHu);
  }
});

function score(thresholdHu: number): void {
  try {
    if (scorer === null) {
      throw new Error('a volume must be opened before it is scored');
    }
    const before = performance.now();
    const scored = scorer.score(thresholdHu);
    const milliseconds = performance.now() - before;
    reply({ kind: 'scored', scored, milliseconds }, buffersOf(scored));
  } catch (problem) {
    const message = problem instanceof Error ? problem.message : String(problem);
    reply({ kind: 'failed', thresholdHu, message }, []);
  }
}

function buffersOf({ lesions, byScore, dropped, droppedStarts }: Scored): Transferable[] {
  const { slice, label, voxels, peakHu, sumHu, box } = lesions;
  return [slice, label, voxels, peakHu, sumHu, box, byScore, dropped, droppedStarts].map(
    (array) => array.buffer as ArrayBuffer,
  );
}

function reply(message: ScoreReply, transfer: Transferable[]): void {
  self.postMessage(message, { transfer });
}
