// SPDX-License-Identifier: Apache-2.0
// Counts as bars, drawn as SVG. The picture says nothing that the table beside it does not say, so
// it is hidden from screen readers.
import { useWords } from '../words.ts';

export interface Bar {
  name: string;
  count: number;
}

const rowHeight = 28;
const width = 480;
const nameWidth = 168;
const countWidth = 48;

export function BarChart({ title, bars }: { title: string; bars: readonly Bar[] }) {
  const t = useWords();
  const most = Math.max(1, ...bars.map((bar) => bar.count));
  const room = width - nameWidth - countWidth;
  if (bars.length === 0) {
    return (
      <figure className="chart">
        <figcaption>{title}</figcaption>
        <p className="why">{t('care.figures.nothing')}</p>
      </figure>
    );
  }
  return (
    <figure className="chart">
      <figcaption>{title}</figcaption>
      <svg viewBox={`0 0 ${width} ${bars.length * rowHeight}`} aria-hidden="true" focusable="false">
        {bars.map((bar, at) => (
          <g key={bar.name} transform={`translate(0 ${at * rowHeight})`}>
            <text x={nameWidth - 8} y={rowHeight / 2} className="chart-name">
              {bar.name.length > 14 ? `${bar.name.slice(0, 13)}…` : bar.name}
            </text>
            <rect
              x={nameWidth}
              y={5}
              width={Math.max(bar.count > 0 ? 3 : 0, (room * bar.count) / most)}
              height={rowHeight - 10}
              rx={3}
            />
            <text
              x={nameWidth + (room * bar.count) / most + 8}
              y={rowHeight / 2}
              className="chart-count"
            >
              {bar.count}
            </text>
          </g>
        ))}
      </svg>
      <table>
        <thead>
          <tr>
            <th scope="col">{title}</th>
            <th scope="col">{t('care.figures.count')}</th>
          </tr>
        </thead>
        <tbody>
          {bars.map((bar) => (
            <tr key={bar.name}>
              <th scope="row">{bar.name}</th>
              <td>{bar.count}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
