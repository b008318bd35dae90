// Measures in rounds in which contenders take turns, so that other load on the machine affects all of them alike.

/**
 * Runs every contender once per round, in an order that shifts from round to round, after one round that does not count. `contenders` is
 * `{ name: () => Promise<value> }`. Returns `{ name: values }`.
 */
export async function rounds(count, contenders) {
  const names = Object.keys(contenders);
  const taken = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = -1; round < count; round++) {
    for (let turn = 0; turn < names.length; turn++) {
      const name = names[(turn + round + names.length) % names.length];
      const value = await contenders[name]();
      if (round >= 0) taken[name].push(value);
    }
  }
  return taken;
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Half the distance between the quartiles, in percent of the median. */
export function spread(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share) => sorted[Math.round(share * (sorted.length - 1))];
  return (50 * (at(0.75) - at(0.25))) / median(values);
}

/**
 * A row of the result. The ratio is the median of the ratios of the rounds, because both values of a round were measured under the same
 * conditions. `goal` is `{ atLeast }` or `{ atMost }`, of the ratio.
 */
export function compare(name, unit, [oursName, peerName], taken, goal) {
  const [ours, peer] = [taken[oursName], taken[peerName]];
  const ratios = ours.map((value, round) => value / peer[round]);
  return { name, unit, peerName, ours: median(ours), peer: median(peer), ratio: median(ratios), spread: spread(ratios), ...goal };
}

/** A row whose peer is a budget, which must not be exceeded. */
export function against(name, unit, budget, values) {
  const ours = median(values);
  return { name, unit, peerName: "budget", ours, peer: budget, ratio: ours / budget, spread: spread(values), atMost: 1 };
}
