import type { TranslationBundle } from '@jupyterlab/translation';
import { type AuditFindingKind, auditFindings, type AuditPayload, formatCount, formatPart, formatPlaces } from 'fer-core/views';
import React from 'react';

interface FindingsTableProps {
  payload: AuditPayload;
  onOpen: (kind: AuditFindingKind) => void;
  trans: TranslationBundle;
}

/** What, how many, which share, where; a row a kind, and one for each split with images that are known from training. */
export function FindingsTable({ payload, onOpen, trans }: FindingsTableProps): React.ReactElement {
  const names: Record<AuditFindingKind, [name: string, title: string]> = {
    exact: [trans.__('Exact duplicates'), trans.__('The same byte for byte')],
    near: [trans.__('Near duplicates'), trans.__('One photo shifted, scaled, lightened or with a watermark')],
    across: [trans.__('Twins in different splits'), trans.__('Exact or near: a model may be measured on what it has learned')],
    conflicting: [trans.__('Twins with different labels'), trans.__('Exact or near: not all of these labels can be right')],
    flat: [trans.__('One tone all over'), trans.__('Gray levels hardly differ: there is no face')],
    faceless: [trans.__('No face found'), trans.__('Candidates: turned, covered and drawn faces are among them')],
  };
  const known = payload.inTraining.map(({ split, n, exact, exactOrNear, otherLabel }) => (
    <tr key={`in training ${split}`} data-fer-in-training={split}>
      <th scope="row">{trans.__('%1 with a twin in training', split)}</th>
      <td />
      <td>{formatCount(exactOrNear)}</td>
      <td title={trans.__('Of the %1 images', split)}>{formatPart(exactOrNear / n)}</td>
      <td>{trans.__('of %1: %2 exact, %3 with another label there', split, formatCount(exact), formatCount(otherLabel))}</td>
    </tr>
  ));
  return (
    <table className="fer-classes fer-audit-findings">
      <thead>
        <tr>
          <th scope="col">{trans.__('What')}</th>
          <th scope="col">{trans.__('Groups')}</th>
          <th scope="col">{trans.__('Images')}</th>
          <th scope="col">{trans.__('Share')}</th>
          <th scope="col">{trans.__('Where, and share of the split')}</th>
        </tr>
      </thead>
      <tbody>
        {auditFindings(payload).map((finding) => {
          const { kind, groups, images, share } = finding;
          const [name, title] = names[kind];
          return (
            <React.Fragment key={kind}>
              <tr data-fer-finding={kind}>
                <th scope="row">
                  {images ? (
                    <button className="fer-audit-open" title={title} onClick={() => onOpen(kind)}>
                      {name}
                    </button>
                  ) : (
                    <span title={title}>{name}</span>
                  )}
                </th>
                <td>{groups === null ? '' : formatCount(groups)}</td>
                <td>{images === null ? '–' : formatCount(images)}</td>
                <td>{formatPart(share)}</td>
                <td>{images === null ? trans.__('no detector looked') : formatPlaces(finding)}</td>
              </tr>
              {kind === 'across' && known}
            </React.Fragment>
          );
        })}
      </tbody>
    </table>
  );
}
