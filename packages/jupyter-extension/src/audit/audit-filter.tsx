import type { TranslationBundle } from '@jupyterlab/translation';
import { type AuditPayload, formatCount } from 'fer-core/views';
import React from 'react';
import { Toggles } from '../pictures/toggles';
import type { AuditChoice, AuditList, GroupOrder, TwinKind } from './audit-choice';

interface AuditFilterProps {
  payload: AuditPayload;
  choice: AuditChoice;
  onChoice: (choice: AuditChoice) => void;
  trans: TranslationBundle;
}

/** Chooses which groups or images are listed, and in which order. */
export function AuditFilter({ payload, choice, onChoice, trans }: AuditFilterProps): React.ReactElement {
  const { groups, flat, faceless, labels } = payload;
  const change = (part: Partial<AuditChoice>): void => onChoice({ ...choice, ...part });
  const counted = ([list, name, count]: [list: AuditList, name: string, count: number]): [AuditList, string] => [list, trans.__('%1 (%2)', name, formatCount(count))];
  const lists: [list: AuditList, name: string, count: number][] = [
    ['groups', trans.__('Groups of twins'), groups.length],
    ['flat', trans.__('One tone'), flat.length],
    ['faceless', trans.__('No face found'), faceless?.length ?? 0],
  ];
  const kinds: [kind: TwinKind, name: string][] = [
    ['all', trans.__('All')],
    ['exact', trans.__('Exact')],
    ['near', trans.__('Near')],
  ];
  const only = new Set((['across', 'conflicting'] as const).filter((name) => choice[name]));
  return (
    <div className="fer-audit-filter">
      <Choices choices={lists.filter(([, , count]) => count > 0).map(counted)} chosen={choice.list} onChosen={(list) => change({ list })} label={trans.__('What is listed')} />
      {choice.list === 'groups' && (
        <>
          <Choices choices={kinds} chosen={choice.kind} onChosen={(kind) => change({ kind })} label={trans.__('Kind of duplicates')} />
          <Toggles
            choices={[
              ['across', trans.__('⇄ Across splits'), trans.__('Only groups with images of different splits')],
              ['conflicting', trans.__('≠ Labels differ'), trans.__('Only groups with different labels')],
            ]}
            shown={only}
            onShown={(shown) => change({ across: shown.has('across'), conflicting: shown.has('conflicting') })}
            label={trans.__('Only groups')}
          />
        </>
      )}
      <label>
        {trans.__('Class')}{' '}
        <select className="fer-select" aria-label={trans.__('Class')} value={choice.label ?? ''} onChange={({ target }) => change({ label: target.value === '' ? null : Number(target.value) })}>
          <option value="">{trans.__('all')}</option>
          {labels.map((label, index) => (
            <option key={label} value={index}>
              {label}
            </option>
          ))}
        </select>
      </label>
      {choice.list === 'groups' && (
        <label>
          {trans.__('Order')}{' '}
          <select className="fer-select" aria-label={trans.__('Order')} value={choice.order} onChange={({ target }) => change({ order: target.value as GroupOrder })}>
            <option value="data">{trans.__('as in the data')}</option>
            <option value="least-alike">{trans.__('least alike first')}</option>
            <option value="largest">{trans.__('largest first')}</option>
          </select>
        </label>
      )}
    </div>
  );
}

interface ChoicesProps<Name extends string> {
  choices: readonly (readonly [name: Name, text: string])[];
  chosen: Name;
  onChosen: (name: Name) => void;
  label: string;
}

function Choices<Name extends string>({ choices, chosen, onChosen, label }: ChoicesProps<Name>): React.ReactElement {
  return (
    <span className="fer-choice" role="group" aria-label={label}>
      {choices.map(([name, text]) => (
        <button key={name} aria-pressed={chosen === name} onClick={() => onChosen(name)}>
          {text}
        </button>
      ))}
    </span>
  );
}
