import '../parts/zod-without-eval.ts';
import { createRoot } from 'react-dom/client';
import { administratorContract } from '../../ipc/administrator/administrator.ts';
import '../parts/tokens.css';
import '../parts/base.css';
import '../parts/controls/controls.css';
import '../parts/layout/table.css';
import '../parts/page.css';
import { keepFocus } from '../parts/controls/kept-focus.ts';
import { connect } from '../transport.ts';
import { AdministratorPage } from './administrator-page.tsx';

const place = document.getElementById('page');
if (place === null) throw new Error('the page has no place to draw in');
keepFocus();
createRoot(place).render(<AdministratorPage connection={connect(administratorContract)} />);
