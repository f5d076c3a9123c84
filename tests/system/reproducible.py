"""Same document, same SOURCE_DATE_EPOCH: same bytes, wherever and whenever."""
import os
import shutil
import time

import harness

PLACES = [
    {'TZ': 'UTC', 'LANG': 'C', 'LC_ALL': 'C', 'HOME': '/nonexistent'},
    {'TZ': 'Asia/Shanghai', 'LC_ALL': 'C.UTF-8', 'LANGUAGE': 'de:en',
     'USER': 'other', 'HOSTNAME': 'other'},
]


class Reproducible(harness.Case):
    def outputs(self, number, place, sample):
        """The outputs of a run in a folder of its own: name -> bytes."""
        folder = self.path(f'{number}', '目录')
        os.makedirs(folder)
        shutil.copy(sample, folder)
        name = os.path.basename(sample)
        os.utime(os.path.join(folder, name), (number, number))
        self.run_program('render', name, '--to', 'pdf,xlsx,json', '-o', 'out',
                         cwd=folder, env=place)
        out = os.path.join(folder, 'out')
        found = {}
        for name in self.listing(out):
            with open(os.path.join(out, name), 'rb') as file:
                found[name] = file.read()
        return found

    def test_two_runs_are_byte_identical(self):
        for sample in (harness.CLEAN, harness.DAMAGED):
            runs = []
            for place in PLACES:
                number = len(self.listing()) + 1
                runs.append(self.outputs(number, place, sample))
                time.sleep(1.1)  # no clock may show
            self.assertEqual(runs[0].keys(), runs[1].keys())
            self.assertEqual(len(runs[0]), 3)
            for name in runs[0]:
                self.assertTrue(runs[0][name] == runs[1][name],
                                f'{name} differs')

    def test_another_date_is_another_file(self):
        dates = []
        for epoch in ('0', '1893456000'):
            run = self.run_program('render', harness.CLEAN, '--to', 'pdf',
                                   '-o', '-', env={'SOURCE_DATE_EPOCH': epoch})
            dates.append(run.out)
        self.assertNotEqual(*dates)


if __name__ == '__main__':
    harness.main()
