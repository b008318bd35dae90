// Measures figures one after the other.

/**
 * Runs `measure` of every figure, given as `[name, { measure }]`. A figure that fails does not stop the others.
 *
 * @returns `{ rows, failures }`: the rows in order, and one line per failed figure with its reason
 */
export async function measureAll(figures, { settings, onBegin = () => {}, onRows = () => {} } = {}) {
  const rows = [];
  const failures = [];
  for (const [name, figure] of figures) {
    onBegin(name);
    try {
      const measured = await figure.measure(settings);
      onRows(measured);
      rows.push(...measured);
    } catch (error) {
      failures.push(`${name}: ${error.message.trim()}`);
    }
  }
  return { rows, failures };
}
