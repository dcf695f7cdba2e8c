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
  const frame = events.find((event) => event.name === "FireAnimationFrame");
  if (!frame) return [];
  const own = events.filter((event) => event.pid === frame.pid && event.tid === frame.tid);
  const starts = own.filter((event) => event.name === "FireAnimationFrame").map((event) => event.ts).sort((a, b) => a - b);
  const spans = own.filter((event) => event.ph === "X" && SCRIPT.has(event.name)).sort((a, b) => a.ts - b.ts);

  const times = new Array(Math.max(0, starts.length - 1)).fill(0);
  let covered = 0; // spans lie within each other: count no moment twice
  let at = 0;
  for (const { ts, dur = 0 } of spans) {
    const begin = Math.max(ts, covered);
    const end = ts + dur;
    if (end <= begin) continue;
    covered = end;
    while (at + 1 < starts.length && starts[at + 1] <= begin) at += 1;
    if (at < times.length && begin >= starts[0]) times[at] += (end - begin) / 1000;
  }
  return times;
}
