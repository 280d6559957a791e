package ethnicity
