"""What people write in Vietnamese in praise and in advice."""

from collections.abc import Mapping
from typing import Final

from handlers.casework.categories import Category

KIND: Final[Mapping[Category, Mapping[int, str]]] = {
    Category.PRAISE: {
        4: """
cam on ~ nhiet_tinh|chu_dao|tan_tinh|than_thien|tan_tam|tu_te|giup_do|rat_nhieu|giup; tuyen duong; khen; khen ngoi
dang khen; ngoi khen; xin ~ ghi_nhan|khen; ghi nhan ~ can_bo|tinh_than|anh|chi
rat|vo_cung|cuc_ky|qua|het_suc|cung|that_su nhiet_tinh|chu_dao|tan_tinh|than_thien
rat|vo_cung|cuc_ky|qua|het_suc|cung|that_su lich_su|niem_no|tan_tam|chuyen_nghiep
rat|vo_cung|cuc_ky|qua|het_suc|cung|that_su tot_bung|de_thuong|tu_te|vui_ve|hai_long|ung|quy|an_tuong
huong dan ~ nhiet_tinh|tan_tinh|chu_dao|cu_the|de_hieu|ti_mi|tan_noi; giai quyet ~ rat_nhanh|nhanh_gon|nhanh_chong
lam viec|phuc_vu|lam ~ rat_nhanh|nhanh_nhen|nhanh|chuyen_nghiep|co_tam|hieu_qua|rat_tot|vui_ve|tot_hon
đã ~ xong ~ som; xong som; truoc hen; truoc han; som hon hen|du_kien|ngay; biet on
hai long ~ phuc_vu|thai_do|cach|cung_cach|can_bo|huong_dan|giai_quyet|voi; o lai ~ gio ~ lam|giup|ho_tro|de
qua gio ~ lam|giup|de|van ~ lam|giup|cho|tiep; ngoai gio ~ van ~ giup|lam|tiep; mang ~ tan nha; den tan nha; tận nhà
giup ~ nguoi_gia|ba_cu|me_toi|bo_toi|khai|dien; that|rất|dang|quá quy|đáng_quý; quý hoá; cho điểm 10
diem # ~ chat_luong|cho; tuyet voi ~ can_bo|chi|anh|phuc_vu|nhan_vien; khong ngo ~ nhanh|tot|nhiet_tinh
nhanh ~ ngoai_mong_doi|bat_ngo|hon_toi_nghi; chi # phut|ngay ~ xong|co; hoi han; # phut la xong|co|duoc
# diem cho ~ bo_phan|can_bo|phuong|xa|chi|anh; nhanh ~ la xong; ân cần; niềm nở; thoải mái
thoai mai ~ nhu|nhu_vay|qua|lam; le phep; mat long; đến tan giuong|noi|nhà; den tan giuong|nha|noi
lau lam moi thay ~ tot|thoai_mai|nhanh|vui|nhu_vay; cam on ~ da ~ giup|mang|den|ho_tro|huong_dan
giup me|bo|ba|ong|toi ~ dien|khai|tan_tinh|xong; tien bo hon; khac han truoc; tot hon truoc; phuc vu tot
dang hoc tap
""",
        3: """
nhiet tinh; chu dao; tan tinh; than thien; tan tam; niem no; tot bung; hien lanh; de men; cam kich; hai long
nhanh gon; cam on nhieu; cam on ~ chi|anh|bac|chu|co|can_bo|cac ~ o|quay|mot_cua|phuong|xa; rat tot; vui ve; đã xong
ma # ngay da; co tam; ưng; am long; an tuong; an can; chuyen nghiep; vi dan; gần gũi; gan gui dan; tien bo ro ret
doi moi ro ret
""",
        2: """
rat cam on; nhanh chong; lich su; tốt; de thuong; giup do; tuyet voi; ung ho; tu te; quý; nhanh; hay; chuẩn; khá ổn
kien nhan
""",
        1: "cam on; xin cam on; nhất roi",
        -4: """
thieu|khong|chua|chang|kem|khong_he|khong_duoc|dau_co nhiet_tinh|chu_dao|than_thien|hai_long|tan_tinh|tot
thieu|khong|chua|chang|kem|khong_he|khong_duoc|dau_co niem_no|lich_su|vui_ve|tan_tam|nhanh|chuyen_nghiep
khong|chua|chang ~ hai long; goi la ~ nhiet_tinh|tot; the ma ~ khen|tot; nhiet tinh ~ cai_gi|o_cho_nao
co ~ cam on moi|thi; chut ~ cam on; khong ~ cam on|loi_cam_on; lam nhanh ~ tien|phi|#; giay to ~ nhanh
""",
    },
    Category.SUGGESTION: {
        4: """
de xuat ~ mo|them|lap|dat|bo_tri|trang_bi|co|tang|to_chuc|lam|xay|thanh_lap|ap_dung|keo_dai|nen; gop y; hien ke
nên|xa_nen|phuong_nen|uy_ban_nen|thon_nen|minh_nen|cung_nen ~ co|mo|dat|lap|lap_dat|lam
nên|xa_nen|phuong_nen|uy_ban_nen|thon_nen|minh_nen|cung_nen ~ bo_tri|trang_bi|to_chuc|tang|ap_dung|thay
nên|xa_nen|phuong_nen|uy_ban_nen|thon_nen|minh_nen|cung_nen ~ chuyen|tach|cho|them|dung|tap_huan
nên|xa_nen|phuong_nen|uy_ban_nen|thon_nen|minh_nen|cung_nen ~ keo_dai|xay|dua|in|phat|trong|cai
nen ~ them|mở|bo_tri|trang_bi|to_chuc|tang_cuong|ap_dung|lap_dat|thong_bao; gia nhu|ma ~ thi|co|them|lap|mo
uoc gi|ước_gì; thi ~ tot|hay|tien|quy qua|biet_may|hon|lam; thi tot|hay|tien|tuyet
se tot hon|tien_hon|hay_hon|tien_loi
de nghi|kien_nghi|mong|mong_muon|uoc|xin|rat_mong ~ mo_them|bo_tri|trang_bi|lap
de nghi|kien_nghi|mong|mong_muon|uoc|xin|rat_mong ~ lap_dat|lap_them|co_them|to_chuc|mo
de nghi|kien_nghi|mong|mong_muon|uoc|xin|rat_mong ~ dat_them|them|tang_cuong|xay
de nghi|kien_nghi|mong|mong_muon|uoc|xin|rat_mong ~ trong|dat|keo_dai|cai_tien|xem_xet_mo
co the ~ them|mo|lap|bo_tri|lam ~ khong; sao khong|ko|k ~ in|lap|dat|mo|lam|phat|cai|to_chuc|bo_tri|co|xay|thong_bao
cho dan do; cho dân|ba_con tien|nho; bao|nhan_tin|thong_bao ~ qua zalo; nen nhan_tin|bao|gui|thong_bao|cong_khai|co
theo toi|em|minh ~ nen|can|phuong|xa; co the ~ lam them|lap_them|mo_them|bo_tri ~ duoc khong|duoc_ko
lam them ~ duoc khong; nen to chuc; to chuc lop; dat lich ~ truoc|qua|online ~ tien|duoc|nen
mong ~ som co|lap|mo|to_chuc|bo_tri; nen ap dung; cho dat lich; co the lam|lap|mo|bo_tri|dat them
""",
        3: """
de xuat; sang kien; y tuong; mo them; bo tri them; lap them; lap camera; kien nghi them; hop thu gop y; mong muon
nen co; neu co ~ thi; tai sao khong ~ mo|lap|lam|dat; de ~ tien cho|loi|thuan ~ dan; cho thuan tien
phuong an toi uu; cai tien; cho tien; qua zalo; đỡ phải
""",
        2: "kien nghi; mong; nên; de nghi; tien hon; tien loi hon; tranh thu; cho an toan; cho tien; hy vong; uoc",
        1: "thu bay; chu nhat; ngoai gio",
    },
}
