// Computes scores from graded answers: by task, by group of tasks, and with confidence intervals.

export interface Graded {
  task: string;
  heldOut: boolean;
  solved: boolean;
  /** Tokens of the answer, including the thinking. */
  tokens: number;
}

export interface Score {
  name: string;
  /** Whether all of its problems were held out of training. */
  heldOut: boolean;
  solved: number;
  of: number;
  /** Mean tokens of an answer, including the thinking. */
  tokens: number;
}

export interface GroupScore extends Score {
  /** The share of the problems that a model of this size should solve. */
  goal: number;
}

/** The abilities that a model of this size should have. */
const groups: readonly { name: string; tasks: readonly string[]; goal: number }[] = [
  { name: 'addition and subtraction', tasks: ['addition', 'subtraction'], goal: 0.97 },
  { name: 'multiplication', tasks: ['multiplication'], goal: 0.85 },
  { name: 'word problems', tasks: ['word-problems'], goal: 0.85 },
  { name: 'letter counting', tasks: ['letter-counting'], goal: 0.9 },
  { name: 'sorting and lists', tasks: ['lists'], goal: 0.85 },
  { name: 'clock, dates and units', tasks: ['clock', 'dates', 'units'], goal: 0.9 },
  { name: 'who is where', tasks: ['who-is-where'], goal: 0.95 },
  { name: 'recall', tasks: ['recall'], goal: 0.95 },
  { name: 'tool calls', tasks: ['tool-calls'], goal: 0.97 },
];

/** One score per task, in the order of the tasks. */
export function scoreTasks(graded: readonly Graded[]): Score[] {
  const names = [...new Set(graded.map(({ task }) => task))];
  return names.map((name) =>
    score(
      name,
      graded.filter(({ task }) => task === name),
    ),
  );
}

/** One score per group that has any answers. */
export function scoreGroups(graded: readonly Graded[]): GroupScore[] {
  return groups.flatMap(({ name, tasks, goal }) => {
    const ofGroup = graded.filter(({ task }) => tasks.includes(task));
    return ofGroup.length === 0 ? [] : [{ ...score(name, ofGroup), goal }];
  });
}

/** Mean share over the held-out tasks, each with the same weight; undefined if there is none. */
export function meanShare(scores: readonly Score[]): number | undefined {
  const shares = scores.filter(({ heldOut }) => heldOut).map(({ solved, of }) => solved / of);
  return shares.length === 0 ? undefined : shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

/** Wilson's 95 % confidence interval of a share, given `solved` of `of` independent problems. */
export function interval(solved: number, of: number): { low: number; high: number } {
  const z = 1.959964;
  const share = solved / of;
  const centre = share + z ** 2 / (2 * of);
  const reach = z * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2));
  const scale = 1 + z ** 2 / of;
  return { low: Math.max(0, (centre - reach) / scale), high: Math.min(1, (centre + reach) / scale) };
}

function score(name: string, graded: readonly Graded[]): Score {
  return {
    name,
    heldOut: graded.every(({ heldOut }) => heldOut),
    solved: graded.filter(({ solved }) => solved).length,
    of: graded.length,
    tokens: graded.reduce((sum, { tokens }) => sum + tokens, 0) / graded.length,
  };
}
