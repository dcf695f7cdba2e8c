// Script time a frame, from Chromium's own trace. A stopwatch around requestAnimationFrame would miss the renders that
// a framework puts into microtasks behind it.

const SCRIPT = new Set([
  "FireAnimationFrame",
  "FunctionCall",
  "RunMicrotasks",
  "TimerFire",
  "EventDispatch",
  "EvaluateScript",
  "v8.callFunction",
]);

/** Records a trace of `page` while `scene()` runs; answers the script time between one frame and the next, in ms. */
export async function scriptTimes(page, scene) {
  const session = await page.context().newCDPSession(page);
  const events = [];
  session.on("Tracing.dataCollected", ({ value }) => events.push(...value));
  const complete = new Promise((done) => session.on("Tracing.tracingComplete", done));
  await session.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: { includedCategories: ["devtools.timeline", "v8"] },
  });
  await scene();
  await session.send("Tracing.end");
  await complete;
  await session.detach();
  return perFrame(events);
}

function perFrame(events) {
  // The page's own main thread is the one that runs the animation callbacks.
  const callback = events.find((event) => event.name === "FireAnimationFrame");
  if (!callback) return [];
  const own = events.filter((event) => event.pid === callback.pid && event.tid === callback.tid && event.ph === "X");
  own.sort((a, b) => a.ts - b.ts);

  // Every frame prepares its paint once, after its callbacks.
  const ends = own.filter((event) => event.name === "PrePaint").map((event) => event.ts);
  const times = new Array(ends.length).fill(0);
  let covered = 0; // spans lie within each other: only the outermost counts
  let frame = 0;
  for (const { name, ts, dur = 0, tdur = dur } of own) {
    if (!SCRIPT.has(name) || ts < covered) continue;
    covered = ts + dur;
    while (frame < ends.length && ends[frame] < ts) frame += 1;
    // Time on the processor: other programs on the machine must not count.
    if (frame < times.length) times[frame] += tdur / 1000;
  }
  return times.slice(1); // the first one was cut by the start of the trace
}
